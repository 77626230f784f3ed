/** Other servers behind this gateway: which requests are for them, who is asked, and what each of the two sides may say. */
@NullMarked
package dev.parley.gateway.upstream;

import org.jspecify.annotations.NullMarked;
