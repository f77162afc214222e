// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.spark;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * Hadoop's settings, which do not serialise by themselves.
 *
 * @param values by name, as the driver has them
 */
record HadoopSettings(HashMap<String, String> values) implements Serializable {

  static HadoopSettings of(Configuration configuration) {
    HashMap<String, String> values = new HashMap<>();
    for (Map.Entry<String, String> e : configuration) {
      values.put(e.getKey(), e.getValue());
    }
    return new HadoopSettings(values);
  }

  Configuration make() {
    Configuration configuration = new Configuration(false);
    values.forEach(configuration::set);
    return configuration;
  }
}
