package dev.parley.gateway.door;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextDecorator;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of HTTP/2, as the library's XHR transports can bear it. They are made for HTTP/1.1, where a connection
 * carries one exchange at a time: they end the connection with the answer, which would break off every other request of
 * that client, and take the end of an answer for the client's going away, which would end the session at every poll.
 */
final class Http2Context extends RoutingContextDecorator {
    private final HttpServerRequest request;
    private final HttpServerResponse response;

    Http2Context(RoutingContext ctx) {
        super(Objects.requireNonNull(ctx.currentRoute()), (RoutingContextInternal) ctx);
        var connection = withOwn(
                HttpConnection.class,
                ctx.request().connection(),
                (method, arguments) -> method.getName().equals("close") ? Future.succeededFuture() : null);
        this.request = withOwn(
                HttpServerRequest.class,
                ctx.request(),
                (method, arguments) -> method.getName().equals("connection") ? connection : null);
        this.response = withOwn(HttpServerResponse.class, ctx.response(), this::whenCutOff);
    }

    @Override
    public HttpServerRequest request() {
        return request;
    }

    @Override
    public HttpServerResponse response() {
        return response;
    }

    /** A close handler hears only of an answer that was not finished. */
    @SuppressWarnings("unchecked") // what closeHandler takes
    private @Nullable Object whenCutOff(Method method, Object[] arguments) {
        if (!method.getName().equals("closeHandler")) {
            return null;
        }
        var whole = super.response();
        var handler = (Handler<Void>) arguments[0];
        return whole.closeHandler(closed -> {
            if (!whole.ended()) {
                handler.handle(closed);
            }
        });
    }

    /** What is done instead of a method, or null to leave it as it is. */
    private interface Instead {
        @Nullable Object of(Method method, Object[] arguments);
    }

    private static <T> T withOwn(Class<T> type, T object, Instead instead) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            var own = instead.of(method, arguments == null ? new Object[0] : arguments);
            if (own != null) {
                return own;
            }
            try {
                return method.invoke(object, arguments);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
