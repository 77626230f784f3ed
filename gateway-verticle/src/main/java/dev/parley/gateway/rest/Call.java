package dev.parley.gateway.rest;

import io.vertx.core.Future;

/** One REST call. Throws, or fails with, a FailureException for everything it refuses. */
@FunctionalInterface
interface Call {
    Future<Answer> answer(RestRequest request);
}
