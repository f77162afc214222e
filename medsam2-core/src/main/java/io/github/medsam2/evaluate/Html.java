// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** A page of headings, text, tables and pictures, without scripts. All text is escaped. */
final class Html {
  private static final String STYLE =
      """
      body{font:15px/1.5 system-ui,sans-serif;color:#222;max-width:1120px;margin:0 auto;padding:24px}
      h1{font-size:26px;margin:16px 0 4px}h2{font-size:20px;margin:34px 0 6px;border-bottom:1px solid #ccc}
      h3{font-size:16px;margin:20px 0 4px}p{margin:6px 0}.note{color:#555;font-size:13.5px}
      .banner{background:#c92a2a;color:#fff;font-weight:700;padding:8px 14px;border-radius:4px}
      .warning{background:#fff3bf;padding:8px 14px;border-radius:4px}
      table{border-collapse:collapse;margin:10px 0;font-size:13.5px;font-variant-numeric:tabular-nums}
      th,td{padding:3px 9px;border-bottom:1px solid #e2e2e2;text-align:right;white-space:nowrap}
      th{border-bottom:2px solid #999;font-weight:600}
      th:first-child,td:first-child,td:nth-child(2),th:nth-child(2){text-align:left}
      .wide{overflow-x:auto}figure{margin:12px 0}figure img{max-width:49.5%;vertical-align:top}
      figcaption{color:#555;font-size:13.5px}.key{display:inline-block;margin-right:16px}
      .key i{display:inline-block;width:22px;height:4px;margin-right:6px;vertical-align:middle}
      """;

  private final StringBuilder out = new StringBuilder();

  Html heading(int level, String text) {
    return tag("h" + level, "", text);
  }

  Html text(String text) {
    return tag("p", "", text);
  }

  Html note(String text) {
    return tag("p", "note", text);
  }

  Html banner(String text) {
    return tag("div", "banner", text);
  }

  Html warning(String text) {
    return tag("p", "warning", text);
  }

  private Html tag(String name, String style, String text) {
    out.append('<').append(name);
    if (!style.isEmpty()) {
      out.append(" class=\"").append(style).append('"');
    }
    out.append('>').append(escape(text)).append("</").append(name).append(">\n");
    return this;
  }

  /** A table; nothing where it has no rows. */
  Html table(List<String> head, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return this;
    }
    out.append("<div class=\"wide\"><table><thead>");
    row("th", head);
    out.append("</thead><tbody>\n");
    rows.forEach(r -> row("td", r));
    out.append("</tbody></table></div>\n");
    return this;
  }

  private void row(String cell, List<String> values) {
    out.append("<tr>");
    for (String v : values) {
      out.append('<').append(cell).append('>').append(escape(v));
      out.append("</").append(cell).append('>');
    }
    out.append("</tr>\n");
  }

  /** What a line of a colour stands for. */
  Html key(String name, int rgb) {
    String colour = String.format(Locale.ROOT, "%06x", rgb);
    out.append("<span class=\"key\"><i style=\"background:#").append(colour).append("\"></i>");
    out.append(escape(name)).append("</span>\n");
    return this;
  }

  /** Pictures side by side, inside the page. */
  Html figures(List<BufferedImage> pictures, String caption) {
    out.append("<figure>");
    for (BufferedImage p : pictures) {
      out.append("<img alt=\"\" src=\"data:image/png;base64,").append(png(p)).append("\"> ");
    }
    out.append("<figcaption>").append(escape(caption)).append("</figcaption></figure>\n");
    return this;
  }

  private static String png(BufferedImage picture) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(picture, "png", bytes);
      return Base64.getEncoder().encodeToString(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** The whole page. */
  String page(String title) {
    return "<!DOCTYPE html>\n"
        + "<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
        + " img-src data:; style-src 'unsafe-inline'\">\n"
        + "<title>"
        + escape(title)
        + "</title>\n<style>"
        + STYLE
        + "</style></head>\n<body>\n"
        + out
        + "</body></html>\n";
  }
}
