/** TODO */
@NullMarked
package io.github.medsam2.qca;

import org.jspecify.annotations.NullMarked;
