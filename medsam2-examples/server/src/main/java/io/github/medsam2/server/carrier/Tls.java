// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.carrier;

import io.github.medsam2.error.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Encryption with the key and certificate of a PKCS12 file. */
public final class Tls {

  private Tls() {}

  /**
   * Reads the file.
   *
   * @param file as {@code keytool -genkeypair -storetype PKCS12} writes it
   * @param password of the file
   */
  public static SSLContext of(Path file, char[] password) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, password);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new InvalidInputException(
          "key for TLS",
          "a readable PKCS12 file and its password",
          e.getClass().getSimpleName(),
          "make one with keytool -genkeypair -storetype PKCS12");
    }
  }
}
