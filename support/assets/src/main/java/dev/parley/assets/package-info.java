@NullMarked
package dev.parley.assets;

import org.jspecify.annotations.NullMarked;
