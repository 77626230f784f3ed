/** What a log line knows of the request that it was written for. */
@NullMarked
package dev.parley.model.log;

import org.jspecify.annotations.NullMarked;
