/** What those who run Parley see of it. */
@NullMarked
package dev.parley.it.operations;

import org.jspecify.annotations.NullMarked;
