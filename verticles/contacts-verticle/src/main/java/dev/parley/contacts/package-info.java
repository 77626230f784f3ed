/** Contact requests, acceptances and blocks. */
@NullMarked
package dev.parley.contacts;

import org.jspecify.annotations.NullMarked;
