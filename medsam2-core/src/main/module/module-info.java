// SPDX-License-Identifier: Apache-2.0
/** Promptable segmentation. What is exported to everybody is API; the rest may change any day. */
module io.github.medsam2.core {
  requires ai.djl.api;
  requires ai.djl.onnxruntime_engine;
  requires com.google.gson;
  requires com.microsoft.onnxruntime;
  requires java.desktop;
  requires java.xml;
  requires org.slf4j;
  requires static ai.djl.pytorch_engine;
  requires static org.jspecify;

  exports io.github.medsam2;
  exports io.github.medsam2.adapter;
  exports io.github.medsam2.checkpoint;
  exports io.github.medsam2.concept;
  exports io.github.medsam2.coronary;
  exports io.github.medsam2.data;
  exports io.github.medsam2.data.coronary;
  exports io.github.medsam2.data.warp;
  exports io.github.medsam2.engine;
  exports io.github.medsam2.error;
  exports io.github.medsam2.evaluate;
  exports io.github.medsam2.file;
  exports io.github.medsam2.hub;
  exports io.github.medsam2.image;
  exports io.github.medsam2.io;
  exports io.github.medsam2.metrics;
  exports io.github.medsam2.ops;
  exports io.github.medsam2.prompt;
  exports io.github.medsam2.prompt.coronary;
  exports io.github.medsam2.reading;
  exports io.github.medsam2.reading.coronary;
  exports io.github.medsam2.receipt;
  exports io.github.medsam2.rounds;
  exports io.github.medsam2.sampling;
  exports io.github.medsam2.session;
  exports io.github.medsam2.tensor;
  exports io.github.medsam2.tokens;
  exports io.github.medsam2.train;
  exports io.github.medsam2.train.coronary;
  exports io.github.medsam2.train.loss;
  exports io.github.medsam2.train.optim;
  exports io.github.medsam2.json to
      io.github.medsam2.qca;

  uses io.github.medsam2.engine.EngineProvider;

  provides io.github.medsam2.engine.EngineProvider with
      io.github.medsam2.engine.onnx.OnnxEngineProvider,
      io.github.medsam2.engine.torch.TorchEngineProvider;
}
