package dev.vertepath.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the service lets itself be sent. */
class AddressesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.1.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2001:db8::1"
      })
  void whatIsNotOnTheInternetIsNotReached(String address) throws UnknownHostException {
    assertThat(new Addresses("").isAllowed(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111"})
  void theInternetIsReached(String address) throws UnknownHostException {
    assertThat(new Addresses("").isAllowed(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void whatTheOperatorNamesIsReachedAndNothingBesideIt() throws UnknownHostException {
    var addresses = new Addresses(" 10.20.0.0/15 , fd12:3456::/32,127.0.0.1");

    for (String allowed :
        new String[] {"10.20.0.1", "10.21.255.255", "fd12:3456:1::1", "127.0.0.1"}) {
      assertThat(addresses.isAllowed(InetAddress.getByName(allowed))).as(allowed).isTrue();
    }
    for (String closed : new String[] {"10.22.0.1", "10.19.255.255", "fd12:3457::1", "127.0.0.2"}) {
      assertThat(addresses.isAllowed(InetAddress.getByName(closed))).as(closed).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/8/8", "fd00::/129"})
  void whatIsNoNetworkIsRefused(String network) {
    assertThatThrownBy(() -> new Addresses(network))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no network");
  }
}
