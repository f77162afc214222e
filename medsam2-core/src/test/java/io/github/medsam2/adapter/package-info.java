// SPDX-License-Identifier: Apache-2.0
/** Tests of adapters against peft's own files, and on small weights they make themselves. */
@org.jspecify.annotations.NullMarked
package io.github.medsam2.adapter;
