// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.privacy;

import io.github.medsam2.error.InvalidInputException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Values made from originals by a keyed hash (HMAC-SHA-256): the same for the same original and
 * key, and no way back or to guess for who does not have the key. Keep the key as you would keep
 * the names. Immutable and thread-safe.
 */
public final class Pseudonyms {
  private static final String HASH = "HmacSHA256";
  private static final int LEAST_KEY = 16;
  private static final int MOST_DAYS = 3650;

  private final SecretKeySpec key;

  private Pseudonyms(byte[] key) {
    if (key.length < LEAST_KEY) {
      throw new InvalidInputException(
          "key", "at least 16 random bytes", key.length + " bytes", "make a longer key");
    }
    this.key = new SecretKeySpec(key, HASH);
  }

  /**
   * Pseudonyms by a key.
   *
   * @param key at least 16 random bytes; the same key maps the same originals to the same values
   */
  public static Pseudonyms withKey(byte[] key) {
    return new Pseudonyms(key);
  }

  /** Pseudonyms by a key that nobody knows: they match only among themselves. */
  public static Pseudonyms withRandomKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return new Pseudonyms(key);
  }

  /** A UID of the form 2.25.UUID. */
  public String uid(String original) {
    byte[] hash = Arrays.copyOf(hash("uid", original), 16);
    // The bits that make it a UUID of version 8, custom, and of the usual variant.
    hash[6] = (byte) (hash[6] & 0x0f | 0x80);
    hash[8] = (byte) (hash[8] & 0x3f | 0x80);
    return "2.25." + new BigInteger(1, hash);
  }

  /** A name for a patient: P and 16 digits; nothing for nothing. */
  public String patient(String id) {
    return id.isEmpty() ? "" : "P" + HexFormat.of().formatHex(hash("patient", id), 0, 8);
  }

  /** A name for anything else: S and 16 digits. */
  public String sample(String original) {
    return "S" + HexFormat.of().formatHex(hash("sample", original), 0, 8);
  }

  /** Days to go back for a patient, 1 to 3650. */
  int days(String id) {
    BigInteger number = new BigInteger(1, hash("days", id));
    return 1 + number.mod(BigInteger.valueOf(MOST_DAYS)).intValue();
  }

  private byte[] hash(String purpose, String original) {
    try {
      Mac mac = Mac.getInstance(HASH);
      mac.init(key);
      return mac.doFinal((purpose + ":" + original).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HASH, e);
    }
  }
}
