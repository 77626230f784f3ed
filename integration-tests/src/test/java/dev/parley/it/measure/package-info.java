/** Figures that tests take and print: for reading, never for asserting. */
@NullMarked
package dev.parley.it.measure;

import org.jspecify.annotations.NullMarked;
