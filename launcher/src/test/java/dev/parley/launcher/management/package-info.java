@NullMarked
package dev.parley.launcher.management;

import org.jspecify.annotations.NullMarked;
