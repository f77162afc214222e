// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

import io.github.medsam2.engine.contract.GradientsContract;
import io.github.medsam2.engine.contract.TrainingMisuseContract;
import io.github.medsam2.engine.contract.UpdatesContract;

/**
 * What every engine that trains promises besides {@link EngineContract}: extend it, and open the
 * engine.
 *
 * <p>Gradients are compared with differences of what the plain loops of {@code engine.reference}
 * compute; the rest is held against the Javadoc of {@link Training}.
 */
public abstract class TrainingContract
    implements GradientsContract, UpdatesContract, TrainingMisuseContract {}
