/** What clients may ask of a gateway: who may come, how often, how much at once, how slowly. */
@NullMarked
package dev.parley.gateway.limit;

import org.jspecify.annotations.NullMarked;
