@NullMarked
package dev.parley.launcher.log;

import org.jspecify.annotations.NullMarked;
