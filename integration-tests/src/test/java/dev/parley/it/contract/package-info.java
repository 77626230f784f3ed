/** The public contract, row by row. */
@NullMarked
package dev.parley.it.contract;

import org.jspecify.annotations.NullMarked;
