@NullMarked
package io.github.medsam2.modular;

import org.jspecify.annotations.NullMarked;
