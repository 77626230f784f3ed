package dev.parley.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientAddressTest {
    @Test
    void addressesOfOneIpv6NetworkCountAsOne() {
        assertThat(ClientAddress.throttleKey("2001:db8:1:2::1"))
                .isEqualTo(ClientAddress.throttleKey("2001:db8:1:2:ffff:ffff:ffff:ffff"))
                .isNotEqualTo(ClientAddress.throttleKey("2001:db8:1:3::1"));
    }

    @Test
    void ipv4AddressesCountEachForItself() {
        assertThat(ClientAddress.throttleKey("192.0.2.1")).isNotEqualTo(ClientAddress.throttleKey("192.0.2.2"));
    }

    @Test
    void whatIsNoAddressStandsForItself() {
        assertThat(ClientAddress.throttleKey("unix-socket")).isEqualTo("unix-socket");
    }
}
