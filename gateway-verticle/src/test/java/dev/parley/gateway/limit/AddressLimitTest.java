package dev.parley.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressLimitTest {
    @Test
    void anIpv4AddressIsItself() {
        assertThat(AddressLimit.keyOf("192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(AddressLimit.keyOf("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
    }

    @Test
    void anIpv6NetworkCountsAsOne() {
        var key = AddressLimit.keyOf("2001:db8:1:2:3:4:5:6");
        assertThat(AddressLimit.keyOf("2001:db8:1:2:ffff::1")).isEqualTo(key);
        assertThat(AddressLimit.keyOf("2001:db8:1:3::1")).isNotEqualTo(key);
    }

    @Test
    void whatIsNoAddressIsTakenAsItIs() {
        assertThat(AddressLimit.keyOf("no:address")).isEqualTo("no:address");
    }
}
