@NullMarked
package io.github.medsam2.engine.guest;

import org.jspecify.annotations.NullMarked;
