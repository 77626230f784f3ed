/** The web client in a real browser. */
@NullMarked
package dev.parley.it.browser;

import org.jspecify.annotations.NullMarked;
