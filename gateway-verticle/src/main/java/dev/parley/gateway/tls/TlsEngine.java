package dev.parley.gateway.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.Future;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * BoringSSL's TLS where there is one for this system, else the JDK's; with {@link StreamOrder} behind it where HTTP/2 has
 * been agreed on, since here alone a connection can be had before its first byte.
 */
final class TlsEngine extends JdkSSLEngineOptions {
    TlsEngine() {}

    private TlsEngine(TlsEngine that) {
        super(that);
    }

    @Override
    public TlsEngine copy() {
        return new TlsEngine(this);
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return new DefaultSslContextFactory(provider(), false) {
            @Override
            public SslContext create() throws SSLException {
                return watched(super.create());
            }
        };
    }

    private static SslProvider provider() {
        return OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
    }

    private static SslContext watched(SslContext context) {
        return new DelegatingSslContext(context) {
            @Override
            protected void initEngine(SSLEngine engine) {}

            @Override
            protected void initHandler(SslHandler handler) {
                handler.handshakeFuture().addListener((Future<Channel> done) -> {
                    if (done.isSuccess() && ApplicationProtocolNames.HTTP_2.equals(handler.applicationProtocol())) {
                        var pipeline = done.getNow().pipeline();
                        pipeline.addAfter(pipeline.context(handler).name(), null, new StreamOrder());
                    }
                });
            }
        };
    }
}
