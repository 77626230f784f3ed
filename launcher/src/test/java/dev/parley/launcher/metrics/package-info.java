@NullMarked
package dev.parley.launcher.metrics;

import org.jspecify.annotations.NullMarked;
