#!/usr/bin/env python3
"""Trains by TensorFlow, in one of three forms, and answers `compare.py`.

loop: the whole loop over the batches in one tf.function, TensorFlow's fastest form.
step: a Python loop over a tf.function that makes one step, as in TensorFlow's tutorial.
eager: a Python loop over plain steps, as in the article.
"""
import protocol

options = protocol.options(__doc__, ["loop", "step", "eager"])

import tensorflow as tf  # noqa: E402

from tensorflow_network import Training, use_threads  # noqa: E402

use_threads(options.threads)
images = protocol.training_images(options.folder)
data = tf.data.Dataset.from_tensor_slices(images).shuffle(len(images)).repeat().batch(options.batch_size)
batches = iter(data)
training = Training()


@tf.function
def train_loop(count):
    for _ in tf.range(count):
        training.step(next(batches))


compiled_step = tf.function(training.step)


def train(count):
    if options.form == "loop":
        train_loop(tf.constant(count))
    else:
        step = compiled_step if options.form == "step" else training.step
        for _ in range(count):
            step(next(batches))
    training.weights[0].numpy()


protocol.serve(f"TensorFlow {tf.__version__}, {options.form}", options.batch_size, train)
