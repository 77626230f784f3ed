package dev.parley.gateway.limit;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.util.regex.Pattern;

/**
 * Holds a request's body for those behind it ({@code context.body()}), within its own limit and that of all bodies
 * together: over the one it is refused as too large, over the other as coming at a bad time. Not counted before it comes,
 * or an announcement would take what nobody sends.
 *
 * <p>In place of Vert.x Web's handler, which lets nobody count what it holds.
 */
public final class BodyReader implements Handler<RoutingContext> {
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private final int most;
    private final BodyBudget budget;

    /** @param most bytes of one body */
    public BodyReader(int most, BodyBudget budget) {
        this.most = most;
        this.budget = budget;
    }

    @Override
    public void handle(RoutingContext context) {
        ((RoutingContextInternal) context).visitHandler(RoutingContextInternal.BODY_HANDLER);
        var request = context.request();
        if (!hasBody(request)) {
            context.next();
        } else if (announced(request) > most) {
            tooLarge(context);
        } else if (expectsContinue(request)) {
            request.response().writeContinue().onFailure(gone -> {});
            new Reading(context).start(request);
        } else {
            new Reading(context).start(request);
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || request.headers().contains(HttpHeaders.CONTENT_LENGTH);
    }

    private static long announced(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && LENGTH.matcher(length).matches() ? Long.parseLong(length) : 0;
    }

    private static boolean expectsContinue(HttpServerRequest request) {
        return request.version() != HttpVersion.HTTP_1_0
                && "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    }

    private void tooLarge(RoutingContext context) {
        budget.refusals().count(Limit.BODY);
        context.fail(413);
    }

    private final class Reading {
        private final RoutingContext context;
        private final Buffer body = Buffer.buffer();
        private int held;

        private Reading(RoutingContext context) {
            this.context = context;
        }

        private void start(HttpServerRequest request) {
            if (request.isEnded()) {
                context.next(); // without a body, whose end has come already
                return;
            }
            context.addEndHandler(answered -> {
                budget.giveBack(held);
                held = 0;
            });
            request.handler(this::came).endHandler(end -> whole()).exceptionHandler(gone -> {});
            request.resume();
        }

        private void came(Buffer piece) {
            if (context.failed()) {
                return;
            }
            if (body.length() + piece.length() > most) {
                tooLarge(context);
            } else if (!budget.take(piece.length())) {
                context.fail(RequestCap.busy().asException());
            } else {
                held += piece.length();
                body.appendBuffer(piece);
            }
        }

        private void whole() {
            if (!context.failed() && !context.response().ended()) {
                ((RoutingContextInternal) context).setBody(body);
                context.next();
            }
        }
    }
}
