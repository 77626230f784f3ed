package dev.parley.gateway.upstream;

import dev.parley.gateway.http.Replies;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.proxy.handler.ProxyHandler;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer, on their way through. Vert.x' proxy carries them; here is decided whom it asks, how often,
 * and for how long.
 *
 * <p>Owned by the gateway's context.
 */
final class Exchange implements ProxyInterceptor, OriginRequestProvider {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** What may be done twice (RFC 9110 section 9.2.2). */
    private static final Set<HttpMethod> IDEMPOTENT =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.PUT, HttpMethod.DELETE);

    /** An answer of unknown length is held for a client that knows no chunks: so much of it. */
    private static final int MAX_HELD_BYTES = 1024 * 1024;

    /** WebSockets are {@link SocketExchange}'s: the library's own do not wait for whoever reads slowly. */
    private static final ProxyOptions WITHOUT_WEB_SOCKETS = new ProxyOptions().setSupportWebSocket(false);

    private final Upstream upstream;
    private final RoutingContext context;
    private final HttpServerRequest request;
    private final Attempts attempts;
    private final Silence silence;
    private final ClientPace pace;
    private final long since = System.nanoTime();
    private final boolean expectsContinue;

    private @Nullable BodyStream body;
    private @Nullable HttpClientRequest asked;
    private @Nullable String expires;
    private long heldBytes;
    private boolean hasLength;
    private boolean held;
    private boolean answering;
    private boolean silent;
    private boolean tooLarge;
    private boolean clientGone;
    private boolean over;

    Exchange(Upstream upstream, RoutingContext context) {
        this.upstream = upstream;
        this.context = context;
        this.request = context.request();
        this.attempts = new Attempts(upstream, () -> clientGone);
        this.silence =
                new Silence(context.vertx(), upstream.config().limits().timeout(), this::isOurs, this::silentTooLong);
        this.pace = new ClientPace(context.vertx(), () -> asked != null && isOurs(), this::clientTooSlow);
        this.expectsContinue = "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    }

    void start() {
        context.addEndHandler(ended -> clientGone = !over);
        var proxy = HttpProxy.reverseProxy(WITHOUT_WEB_SOCKETS, upstream.client())
                .origin(this)
                .addInterceptor(this);
        try {
            ProxyHandler.create(proxy).handle(context);
        } catch (RuntimeException bug) {
            end(Outcome.BROKEN);
            throw bug;
        }
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext proxy) {
        var outgoing = proxy.request();
        var path = upstream.config().route().pathAtUpstream(context.normalizedPath());
        var query = request.query();
        outgoing.setURI(query == null ? path : path + "?" + query);
        RequestHeaders.rewrite(
                outgoing.headers(),
                context,
                upstream.config(),
                upstream.identityOf(context, request.method().name(), path));
        var incoming = outgoing.getBody();
        hasLength = incoming.length() >= 0;
        body = new BodyStream(request, this::fromClient);
        outgoing.setBody(Body.body(body, incoming.length(), incoming.mediaType()));
        silence.start();
        pace.start();
        return attempt(proxy)
                .compose(answer -> ResponseHeaders.isReadable(answer.headers())
                        ? Future.succeededFuture(answer)
                        : Future.failedFuture("a transfer coding that is not known"))
                .recover(cause -> {
                    refuse(cause);
                    return Future.future(never -> {}); // it has been answered
                });
    }

    private Future<ProxyResponse> attempt(ProxyContext proxy) {
        return proxy.sendRequest().recover(cause -> {
            attempts.over();
            asked = null;
            return mayRepeat(cause) ? attempt(proxy) : Future.failedFuture(cause);
        });
    }

    /** Only what broke off before anybody answered, and has neither been begun to be read nor may be done but once. */
    private boolean mayRepeat(Throwable cause) {
        return !(cause instanceof FailureException)
                && !silent
                && !tooLarge
                && !answering
                && !isAbandoned(cause)
                && IDEMPOTENT.contains(request.method())
                && body != null
                && body.bytes() == 0
                && attempts.mayGoOn();
    }

    @Override
    public Future<HttpClientRequest> create(ProxyContext proxy) {
        return attempts.reach(server -> upstream.client().request(upstream.requestTo(server)), cause -> false)
                .map(this::connected);
    }

    private HttpClientRequest connected(HttpClientRequest sending) {
        asked = sending;
        sending.exceptionHandler(Exchange::goneAnyway);
        silence.moved();
        var host = upstream.hostFor(context);
        if (host != null) {
            sending.authority(host);
        }
        // Before the library hears of it, which reads these headers.
        sending.response().onSuccess(this::answered);
        if (clientGone) {
            cancel();
        } else if (expectsContinue) {
            context.response().writeContinue().onFailure(Exchange::goneAnyway);
        }
        return sending;
    }

    private void answered(HttpClientResponse answer) {
        answering = true;
        silence.moved();
        attempts.answered();
        expires = ResponseHeaders.clean(answer.headers());
    }

    private void fromClient(Buffer piece) {
        silence.moved();
        pace.moved(piece.length());
        if (body != null && body.bytes() > upstream.config().limits().bodyBytes()) {
            tooLarge = true;
            cancel();
            if (over) {
                Replies.cut(request); // it was answered before it had said everything, and does not stop
            }
        } else if (!hasLength && asked != null && body != null && body.bytes() == piece.length()) {
            asked.setChunked(true); // HTTP/2 says neither that it comes in pieces nor how many
        }
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext proxy) {
        try {
            return passOn(proxy);
        } catch (RuntimeException unfit) {
            // A header that cannot be said in the client's version of HTTP, perhaps.
            cancel();
            refuse(unfit);
            return Future.succeededFuture();
        }
    }

    private Future<Void> passOn(ProxyContext proxy) {
        var answer = proxy.response();
        if (expires != null) {
            answer.headers().set(HttpHeaders.EXPIRES, expires);
        }
        var response = context.response();
        ResponseHeaders.merge(answer.headers(), response.headers());
        var incoming = answer.getBody();
        held = request.version() == HttpVersion.HTTP_1_0 && incoming.length() < 0;
        answer.setBody(Body.body(
                new BodyStream(incoming.stream(), this::fromUpstream), incoming.length(), incoming.mediaType()));
        int status = answer.getStatusCode();
        var sent = proxy.sendResponse();
        if (!held && incoming.length() != 0 && mayHaveBody(status) && !response.headWritten() && !response.ended()) {
            // An event stream may say nothing yet, but that it is one.
            response.writeHead().onFailure(Exchange::goneAnyway);
        }
        return sent.onComplete(done -> sent(status, done.cause())).otherwiseEmpty();
    }

    private boolean mayHaveBody(int status) {
        return !request.method().equals(HttpMethod.HEAD) && status != 204 && status != 304;
    }

    private void fromUpstream(Buffer piece) {
        silence.moved();
        pace.moved(piece.length());
        heldBytes += held ? piece.length() : 0;
        if (heldBytes > MAX_HELD_BYTES) {
            cancel();
        }
    }

    private void sent(int status, @Nullable Throwable cause) {
        if (cause == null) {
            end(Outcome.ofStatus(status));
            if (body != null && !body.hasEnded()) {
                cancel(); // it has its answer: the rest of the body is for nobody
            }
        } else if (isAbandoned(cause)) {
            end(Outcome.ABANDONED);
        } else {
            LOG.debug("answer broke off upstream={}", upstream.config().name(), cause);
            end(silent ? Outcome.TIMEOUT : Outcome.BROKEN);
            if (held) {
                Replies.cut(request); // what was streamed the library has cut itself
            }
        }
    }

    private void refuse(Throwable cause) {
        if (isAbandoned(cause)) {
            end(Outcome.ABANDONED);
        } else if (tooLarge) {
            end(Outcome.REFUSED);
            context.fail(Refusals.tooLarge(upstream.config().limits().bodyBytes()));
        } else if (silent) {
            end(Outcome.TIMEOUT);
            context.fail(Refusals.GATEWAY_TIMEOUT, Refusals.silent());
        } else if (cause instanceof FailureException known) {
            end(known.failure().code() == FailureCode.UNAVAILABLE ? Outcome.UNREACHABLE : Outcome.REFUSED);
            context.fail(known);
        } else {
            LOG.debug("no answer upstream={}", upstream.config().name(), cause);
            cancel();
            end(Outcome.BROKEN);
            context.fail(Refusals.BAD_GATEWAY, Refusals.broken());
        }
    }

    private void end(Outcome outcome) {
        over = true;
        silence.stop();
        pace.stop();
        attempts.over();
        upstream.leave(outcome, since);
    }

    /** Its client has gone, which the library tells the upstream's side by resetting it with that as the cause. */
    private boolean isAbandoned(Throwable cause) {
        return clientGone || (cause instanceof StreamResetException reset && reset.getCause() != null);
    }

    /** Whether it is not the upstream that is waited for. */
    private boolean isOurs() {
        if (answering) {
            return !context.response().ended()
                    && !context.response().closed()
                    && context.response().writeQueueFull();
        }
        return asked == null || (body != null && !body.hasEnded() && !asked.writeQueueFull());
    }

    private void silentTooLong() {
        silent = true;
        cancel();
    }

    private void clientTooSlow() {
        clientGone = true;
        cancel();
        if (context.response().headWritten() || context.response().closed()) {
            Replies.cut(request);
        } else {
            context.fail(408);
        }
    }

    private void cancel() {
        if (asked != null) {
            asked.reset().onFailure(Exchange::goneAnyway);
        }
    }

    private static void goneAnyway(Throwable cause) {
        LOG.trace("gone already", cause);
    }
}
