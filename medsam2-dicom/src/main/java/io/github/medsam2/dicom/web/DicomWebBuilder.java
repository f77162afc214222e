// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.web;

import static io.github.medsam2.error.InvalidInputException.requireGiven;

import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.error.InvalidInputException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** How an archive is asked. Every method changes this builder and returns it; not thread-safe. */
public final class DicomWebBuilder {
  final URI root;
  Supplier<Map<String, String>> headers = Map::of;
  DicomWebLimits limits = DicomWebLimits.defaults();
  DicomLimits objects = DicomLimits.defaults();
  Optional<SSLContext> tls = Optional.empty();

  DicomWebBuilder(URI root) {
    this.root = checked(requireGiven(root, "a root"));
  }

  private static URI checked(URI root) {
    String scheme = String.valueOf(root.getScheme()).toLowerCase(java.util.Locale.ROOT);
    boolean web = scheme.equals("http") || scheme.equals("https");
    boolean plain =
        root.getRawUserInfo() == null
            && root.getRawQuery() == null
            && root.getRawFragment() == null;
    if (!web || root.getHost() == null || !plain) {
      // Not shown: it may hold a password.
      throw new InvalidInputException(
          "root of DICOMweb",
          "http:// or https:// with a host and a path, without user, query and fragment",
          "another address",
          "take it from the archive's manual; credentials go to headers(..)");
    }
    String text = root.toString();
    return URI.create(text.endsWith("/") ? text : text + "/");
  }

  /**
   * Headers of every request, such as {@code Authorization}; asked for anew each time, so a token
   * may be renewed. They go to the root's host and port only, and into no message.
   */
  public DicomWebBuilder headers(Supplier<Map<String, String>> credentials) {
    headers = requireGiven(credentials, "a function");
    return this;
  }

  /** What a call may take. */
  public DicomWebBuilder limits(DicomWebLimits own) {
    limits = requireGiven(own, "limits");
    return this;
  }

  /** How objects that are fetched into memory are read. */
  public DicomWebBuilder objects(DicomLimits own) {
    objects = requireGiven(own, "limits");
    return this;
  }

  /** Which certificates are trusted; otherwise those the JVM trusts. */
  public DicomWebBuilder tls(SSLContext own) {
    tls = Optional.of(requireGiven(own, "a context"));
    return this;
  }

  /** The client. Nothing is sent yet. */
  public DicomWeb build() {
    return new DicomWeb(this);
  }
}
