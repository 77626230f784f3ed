/** The JavaScript clients, run by Node. */
@NullMarked
package dev.parley.it.js;

import org.jspecify.annotations.NullMarked;
