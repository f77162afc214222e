package io.github.medsam2.qca.phantom;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** JSON of maps, lists, numbers and names; fractions with four decimals. */
final class JsonText {
  private JsonText() {}

  static String of(Object value) {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.toString();
  }

  private static void append(StringBuilder out, Object value) {
    if (value instanceof Map<?, ?> map) {
      String comma = "";
      out.append('{');
      for (Map.Entry<?, ?> e : map.entrySet()) {
        out.append(comma).append('"').append(e.getKey()).append("\":");
        append(out, e.getValue());
        comma = ",";
      }
      out.append('}');
    } else if (value instanceof List<?> list) {
      String comma = "";
      out.append('[');
      for (Object o : list) {
        out.append(comma);
        append(out, o);
        comma = ",";
      }
      out.append(']');
    } else if (value instanceof Double d) {
      out.append(Double.isFinite(d) ? String.format(Locale.ROOT, "%.4f", d) : "null");
    } else if (value instanceof Number) {
      out.append(value);
    } else {
      out.append('"').append(value).append('"');
    }
  }
}
