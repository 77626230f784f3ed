/** Who is let in, and what happens to those who are not, or who speak nonsense. */
@NullMarked
package dev.parley.it.security;

import org.jspecify.annotations.NullMarked;
