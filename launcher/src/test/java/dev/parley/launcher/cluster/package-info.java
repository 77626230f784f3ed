@NullMarked
package dev.parley.launcher.cluster;

import org.jspecify.annotations.NullMarked;
