// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

import io.github.medsam2.tensor.HostTensor;
import java.util.Map;
import java.util.Set;

/**
 * What a step gave.
 *
 * @param loss finite
 * @param report the values the step named, copied
 * @param reached the trainable keys that the loss depends on; empty where no gradient was asked for
 */
public record StepResult(double loss, Map<String, HostTensor> report, Set<String> reached) {}
