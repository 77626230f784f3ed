@NullMarked
package dev.parley.launcher;

import org.jspecify.annotations.NullMarked;
