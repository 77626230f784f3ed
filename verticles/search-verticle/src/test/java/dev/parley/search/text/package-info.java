@NullMarked
package dev.parley.search.text;

import org.jspecify.annotations.NullMarked;
