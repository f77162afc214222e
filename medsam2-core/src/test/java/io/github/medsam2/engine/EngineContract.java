// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

import io.github.medsam2.engine.contract.LifetimeContract;
import io.github.medsam2.engine.contract.OpsContract;
import io.github.medsam2.engine.contract.PortsContract;
import io.github.medsam2.engine.contract.RunsContract;
import io.github.medsam2.engine.contract.WeightsContract;

/**
 * What every engine promises: extend it, and open the engine.
 *
 * <p>Numbers are compared with the plain loops of {@code engine.reference}; the rest is held
 * against the Javadoc of {@link Engine}, {@link PreparedProgram} and {@link EngineTensor}.
 */
public abstract class EngineContract
    implements OpsContract, PortsContract, RunsContract, LifetimeContract, WeightsContract {}
