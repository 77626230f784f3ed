package dev.parley.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressKeyTest {
    @Test
    void anIpv4AddressIsItself() {
        assertThat(AddressKey.of("192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(AddressKey.of("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
    }

    @Test
    void anIpv6NetworkCountsAsOne() {
        var key = AddressKey.of("2001:db8:1:2:3:4:5:6");
        assertThat(AddressKey.of("2001:db8:1:2:ffff::1")).isEqualTo(key);
        assertThat(AddressKey.of("2001:db8:1:3::1")).isNotEqualTo(key);
    }

    @Test
    void whatIsNoAddressIsTakenAsItIs() {
        assertThat(AddressKey.of("no:address")).isEqualTo("no:address");
    }
}
