@NullMarked
package dev.parley.postgres;

import org.jspecify.annotations.NullMarked;
