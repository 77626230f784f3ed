/** The REST calls of the public contract, one class per resource, one line per call. */
@NullMarked
package dev.parley.gateway.rest;

import org.jspecify.annotations.NullMarked;
