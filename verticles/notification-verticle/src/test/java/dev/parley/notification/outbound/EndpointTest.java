package dev.parley.notification.outbound;

import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.model.failure.FailureException;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where this server may be sent by whoever is logged in. */
class EndpointTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://push.example.org/x",
                "https://push.example.org:8443/x",
                "https://user:secret@push.example.org/x",
                "https:///x",
                "https:push.example.org",
                "ftp://push.example.org/x",
                "file:///etc/passwd",
                "//push.example.org/x",
                "https://push.example.org/x#y",
                "https://push example.org/x",
                "nothing"
            })
    void whatIsNoAddressIsRefused(String endpoint) {
        assertThatThrownBy(() -> Endpoint.parseAtHttpsPort("endpoint", endpoint, false))
                .isInstanceOf(FailureException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.1",
                "2130706433",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::7f00:1",
                "64:ff9b::7f00:1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "4000::1"
            })
    void addressesOfOtherNetworksAreNotPublic(String address) throws UnknownHostException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "128.0.0.1",
                "172.15.255.255",
                "172.32.0.0",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:4860:4860::8888",
                "2606:4700::1111",
                "2a00:1450::1"
            })
    void theInternetIsPublic(String address) throws UnknownHostException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void oneAddressThatIsNotPublicIsOneTooMany() {
        var resolver = resolver("1.1.1.1", "10.0.0.1");
        assertThatThrownBy(() ->
                        await(resolver.addressOf(Endpoint.parse("endpoint", "https://push.example.org/x", false))))
                .isInstanceOf(Resolver.PrivateAddress.class);
    }

    @Test
    void aNameIsLookedUpAgainForEachAttemptAndMayNotHaveMoved() {
        var address = new AtomicReference<>("1.1.1.1");
        var resolver = new Resolver(vertx, host -> new InetAddress[] {InetAddress.getByName(address.get())}, false);
        var endpoint = Endpoint.parse("endpoint", "https://rebinding.example.org/x", false);
        assertThat(await(resolver.addressOf(endpoint)).getHostAddress()).isEqualTo("1.1.1.1");
        address.set("127.0.0.1");
        assertThatThrownBy(() -> await(resolver.addressOf(endpoint))).isInstanceOf(Resolver.PrivateAddress.class);
    }

    @Test
    void whereItIsAllowedThePrivateIsFound() {
        var resolver = new Resolver(vertx, true);
        var endpoint = Endpoint.parse("endpoint", "http://127.0.0.1:9/x?y=z", true);
        assertThat(await(resolver.addressOf(endpoint)).getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(endpoint.toString()).doesNotContain("x?y=z");
    }

    private Resolver resolver(String... addresses) {
        return new Resolver(
                vertx,
                host -> {
                    var found = new InetAddress[addresses.length];
                    for (int i = 0; i < found.length; i++) {
                        found[i] = InetAddress.getByName(addresses[i]);
                    }
                    return found;
                },
                false);
    }
}
