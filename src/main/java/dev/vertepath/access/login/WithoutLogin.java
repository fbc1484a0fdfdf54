package dev.vertepath.access.login;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/**
 * That nobody logs in: on this machine alone, or where the operator says that the network may be
 * trusted.
 *
 * @param address that the service listens at; blank for all
 * @param trusted whether the network is said to be
 */
record WithoutLogin(String address, boolean trusted, String baseUrl, boolean cors) {

  private static final Logger LOG = LoggerFactory.getLogger(WithoutLogin.class);
  private static final String TRUSTED = "open-on-a-trusted-network";

  /**
   * @throws IllegalArgumentException unless it is meant to be so
   */
  static WithoutLogin of(Environment environment) {
    String access = environment.getProperty("vertepath.access", "").strip();
    if (!access.isEmpty() && !access.equals(TRUSTED)) {
      throw new IllegalArgumentException(
          "VERTEPATH_ACCESS is '%s': it may be %s, or is left out.".formatted(access, TRUSTED));
    }
    String address = environment.getProperty("server.address", "").strip();
    boolean trusted = access.equals(TRUSTED);
    if (!trusted && !isLoopback(address)) {
      throw new IllegalArgumentException(
          ("VERTEPATH_ISSUER is not set, so nobody would have to log in, but SERVER_ADDRESS '%s'"
                  + " lets other machines in: set VERTEPATH_ISSUER and VERTEPATH_AUDIENCE to demand"
                  + " tokens, or SERVER_ADDRESS=127.0.0.1 to serve this machine only, or"
                  + " VERTEPATH_ACCESS=%s where everybody who reaches the port may read and write"
                  + " all.")
              .formatted(address, TRUSTED));
    }
    return new WithoutLogin(
        address,
        trusted,
        environment.getProperty("vertepath.base-url", ""),
        !environment.getProperty("vertepath.cors-origins", "").isBlank());
  }

  OpenDoor door() {
    if (trusted) {
      LOG.warn(
          "Nobody logs in: whoever reaches the port may read and write all, as VERTEPATH_ACCESS={}"
              + " says. Set VERTEPATH_ISSUER to demand tokens.",
          TRUSTED);
      return new OpenDoor(OpenDoor.namesOfANetwork(baseUrl), cors);
    }
    LOG.info(
        "Local mode: nobody logs in, and only this machine gets in, at {}. Set VERTEPATH_ISSUER to"
            + " let others in with tokens.",
        address);
    return new OpenDoor(OpenDoor.namesOfThisMachine(), cors);
  }

  private static boolean isLoopback(String address) {
    try {
      return !address.isEmpty() && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
