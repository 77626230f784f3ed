package dev.parley.message.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureException;
import io.vertx.core.Future;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the driver's failures mean to us. */
public final class MongoFailures {
    /** With what a request costs on its way this is within the 2 s of the contract. */
    private static final long ANSWER_WITHIN_MS = 1_800;

    /** The server's word for documents it can never take: too large, badly named fields. */
    private static final Set<Integer> NEVER = Set.of(2, 9, 14, 17280, 17419, 17420, 10334);

    private static final Logger LOG = LoggerFactory.getLogger(MongoFailures.class);

    private MongoFailures() {}

    /** False if trying the same again cannot help: the server refuses what we write, or we cannot even write it. */
    public static boolean isPassing(Throwable cause) {
        if (cause instanceof MongoBulkWriteException bulk) {
            return bulk.getWriteErrors().stream().noneMatch(error -> NEVER.contains(error.getCode()));
        }
        return cause instanceof MongoException refused
                ? !NEVER.contains(refused.getCode())
                : cause instanceof TimeoutException;
    }

    /** An answer for a client within bounded time: a store that is away or too slow is UNAVAILABLE. */
    public static <T> Future<T> orUnavailable(Future<T> answer) {
        return answer.timeout(ANSWER_WITHIN_MS, TimeUnit.MILLISECONDS)
                .recover(cause -> Future.failedFuture(asFailure(cause)));
    }

    private static Throwable asFailure(Throwable cause) {
        if (cause instanceof FailureException || !isPassing(cause)) {
            return cause;
        }
        LOG.warn("mongodb unavailable cause={}", cause.toString());
        return Failure.unavailable("The message store").asException();
    }
}
