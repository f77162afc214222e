// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.study;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/** A page of headings, text, tables and pictures. All text is escaped. */
final class Html {
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

  private Html tag(String name, String style, String text) {
    out.append('<').append(name);
    if (!style.isEmpty()) {
      out.append(" class=\"").append(style).append('"');
    }
    out.append('>').append(escape(text)).append("</").append(name).append(">\n");
    return this;
  }

  /** A table whose first column names its rows. */
  Html table(List<String> head, List<List<String>> rows) {
    out.append("<div class=\"wide\"><table><thead>");
    row("th", head);
    out.append("</thead><tbody>\n");
    rows.forEach(r -> row("td", r));
    out.append("</tbody></table></div>\n");
    return this;
  }

  private void row(String cell, List<String> values) {
    out.append("<tr>");
    values.forEach(
        v -> out.append('<').append(cell).append('>').append(escape(v)).append("</" + cell + ">"));
    out.append("</tr>\n");
  }

  /** Counts shaded by their share of the row; 0 stays empty. */
  Html matrix(List<String> names, int[][] counts) {
    out.append("<div class=\"wide\"><table class=\"matrix\"><thead><tr><th>truth \\ answer</th>");
    names.forEach(n -> out.append("<th>").append(escape(n)).append("</th>"));
    out.append("</tr></thead><tbody>\n");
    for (int i = 0; i < counts.length; i++) {
      int sum = Math.max(1, Arrays.stream(counts[i]).sum());
      out.append("<tr><td>").append(escape(names.get(i))).append("</td>");
      for (int j = 0; j < counts[i].length; j++) {
        int share = Math.round(100f * counts[i][j] / sum);
        String colour = i == j ? "31,95,168" : "217,98,43";
        out.append("<td style=\"background:rgba(")
            .append(colour)
            .append(",0.")
            .append(share == 100 ? "99" : (share < 10 ? "0" : "") + share)
            .append(share > 55 ? ");color:#fff\">" : ")\">")
            .append(counts[i][j] == 0 ? "" : counts[i][j])
            .append("</td>");
      }
      out.append("</tr>\n");
    }
    out.append("</tbody></table></div>\n");
    return this;
  }

  /** Pictures side by side, inside the page. */
  Html figures(List<BufferedImage> pictures, String caption) {
    out.append("<figure>");
    for (BufferedImage p : pictures) {
      out.append("<img alt=\"\" width=\"").append(p.getWidth() / 2);
      out.append("\" src=\"data:image/png;base64,").append(png(p)).append("\">");
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
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:;"
        + " style-src 'unsafe-inline'\">\n<title>"
        + escape(title)
        + "</title>\n<style>"
        + STYLE
        + "</style></head>\n<body>\n"
        + out
        + "</body></html>\n";
  }

  private static final String STYLE =
      """
      body{font:15px/1.5 system-ui,sans-serif;color:#222;max-width:1060px;margin:0 auto;padding:24px}
      h1{font-size:26px;margin:16px 0 4px}h2{font-size:20px;margin:34px 0 6px;border-bottom:1px solid #ccc}
      h3{font-size:16px;margin:20px 0 4px}p{margin:6px 0}.note{color:#555;font-size:13.5px}
      .banner{background:#c92a2a;color:#fff;font-weight:700;padding:8px 14px;border-radius:4px}
      table{border-collapse:collapse;margin:10px 0;font-size:13.5px;font-variant-numeric:tabular-nums}
      th,td{padding:3px 9px;border-bottom:1px solid #e2e2e2;text-align:right;white-space:nowrap}
      th{border-bottom:2px solid #999;font-weight:600}th:first-child,td:first-child{text-align:left}
      .matrix th,.matrix td{padding:3px 6px;text-align:center;min-width:20px;font-size:12.5px}
      .wide{overflow-x:auto}figure{margin:12px 0}figure img{max-width:49.5%;vertical-align:top}
      figcaption{color:#555;font-size:13.5px}
      """;
}
