"""Numbers printed in the decks, and those derived from them, by their ids."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core import starts
from explorer.core.datasets import comp755_xor, xor
from explorer.core.gradient_check import check_gradients
from explorer.core.network import Layer, Network, backward, batch_loss, forward
from explorer.core.training import train
from tests.core.cases import comp755, network

S3_24 = Network(
    (
        Layer(
            [
                [0.045675173298162564, 0.009961804676744365],
                [-0.15123399110739422, 0.044398923224378495],
            ],
            [-0.09646203387943446, -0.1163628512352757],
            "sigmoid",
        ),
        Layer(
            [[0.1028667566034073, -0.15866227203868422]],
            [-0.04014395193060392],
            "sigmoid",
        ),
    )
)


def test_s3_21_outputs_to_twelve_digits():
    output = forward(network(starts.comp755_hand_set(5.0)), xor()[0]).output.ravel()
    printed = ["0.149132886381", "0.893163783089", "0.893163783089", "0.149132886381"]
    assert [f"{value:.12g}" for value in output] == printed


def test_s2_03_or_nand_and_of_steps():
    layers = (
        Layer([[1.0, 1.0], [-1.0, -1.0]], [-0.5, 1.5], "step"),
        Layer([[1.0, 1.0]], [-1.5], "step"),
    )
    net, (x, y) = Network(layers), xor()
    trace = forward(net, x)
    assert trace.h[1].tolist() == [[x.any(), not x.all()] for x in trace.x]
    assert trace.output.tolist() == y.tolist()
    assert batch_loss(trace, y) == 0.0
    with pytest.raises(ValueError, match="step is for the forward pass only"):
        backward(net, trace, y)
    with pytest.raises(ValueError, match="step is for the forward pass only"):
        train(net, x, y)


def test_s1_18_mean_of_three_examples():
    hidden = Layer([[0.1, 0.2], [0.3, 0.4]], [0.0, 0.0], "sigmoid")
    net = Network((hidden, Layer([[0.5, 0.6]], [0.0], "sigmoid")))
    trace = forward(net, [[1.0, 0.5], [0.0, 1.0], [-1.0, 2.0]])
    found = backward(net, trace, [[1.0], [0.0], [1.0]], reduction="mean")
    assert found.loss == pytest.approx(0.1101419810641727, rel=1e-13)
    expected = [0.05894524754686992, 0.2134822751716964, 0.05799842047395182]
    np.testing.assert_allclose(found.example_loss, expected, rtol=1e-13)
    each = [
        [[-0.042564065625433446, -0.048186179741413905]],
        [[0.08136175974853743, 0.0885908870760508]],
        [[-0.043939268075659954, -0.04761208757958563]],
    ]
    np.testing.assert_allclose(3 * found.example_outer[1], each, rtol=1e-12)
    np.testing.assert_allclose(found.dW[1], np.mean(each, axis=0), rtol=1e-11)


def test_s2_03_scale_of_the_hand_set_net():
    output = forward(network(starts.comp755_hand_set(10.0)), xor()[0]).output.ravel()
    np.testing.assert_allclose(output[:2], [0.00764, 0.99285], rtol=1e-3)
    soft = forward(network(starts.comp755_hand_set(1.0)), xor()[0]).output
    assert (soft > 0.5).sum() != 2


def test_s3_24_gradients_with_the_right_biases():
    gradients = backward(S3_24, forward(S3_24, [[1.0, 1.0]]), [[0.0]])
    expected = [
        *[0.0031136087408337918] * 2,
        *[-0.0047451063432885328] * 2,
        *[0.003113608740833792, -0.004745106343288533],
        *[0.059325910360931711, 0.053831228615190692],
        0.1211239228407428,
    ]
    np.testing.assert_allclose(gradients.parameters, expected, rtol=1e-13)
    assert gradients.loss == pytest.approx(0.11758140060941019, rel=1e-12)


def test_s3_24_finite_differences():
    check = check_gradients(S3_24, [[1.0, 1.0]], [[0.0]], epsilon=1e-7)
    printed = [0.0031136092315531272, -0.0047451058360348242, 0.05932591112811636]
    np.testing.assert_allclose(check.numeric[[0, 2, 6]], printed, rtol=0, atol=2e-9)
    assert check_gradients(S3_24, [[1.0, 1.0]], [[0.0]]).worst[1] < 1e-8


def test_s2_14_every_factor():
    net = comp755()
    trace = forward(net, [[1.0, 0.0]])
    gradients = backward(net, trace, [[1.0]])
    for found, expected in [
        (trace.z[0], [1.6845785639398607, -0.6446893265792792]),
        (trace.h[1], [0.8435098570211663, 0.3441872813463268]),
        (trace.z[1], [0.12842930737059619]),
        (trace.output, [0.5320632677591568]),
        (gradients.example_loss, [0.10948239269011929]),
        (gradients.dh[2], [-0.4679367322408432]),
        (gradients.delta[1], [-0.11650311923359219]),
        (gradients.dW[1], [-0.09827152944724724, -0.04009889187737705]),
        (gradients.db[1], [-0.11650311923359219]),
        (gradients.dh[1], [-0.05041134411243669, 0.13406821861168497]),
        (gradients.delta[0], [-0.006654346731654264, 0.030262199627100143]),
        (gradients.dW[0], [-0.006654346731654264, 0, 0.030262199627100143, 0]),
        (gradients.db[0], [-0.006654346731654264, 0.030262199627100143]),
        (gradients.dh[0], [-0.013396298133081113, -0.014199775672781852]),
    ]:
        np.testing.assert_allclose(np.ravel(found), expected, rtol=1e-12, atol=1e-14)


def test_s3_25_first_sample():
    x, y = comp755_xor()
    net = comp755()
    gradients = backward(net, forward(net, x[:1]), y[:1])
    np.testing.assert_allclose(
        gradients.parameters,
        [
            *[-0.00027448016732152205, -0.0015426167100902753],
            *[0.000866695167922168, 0.0048709473680301155],
            *[0.011006927619050186, -0.03475533796919193],
            *[0.08769313123136997, 0.052602088666829326, 0.12352444364616508],
        ],
        rtol=1e-12,
    )


def test_s3_25_data():
    x, y = comp755_xor()
    np.testing.assert_allclose(x.sum(axis=0), [507.2403167808098, 528.795702419768])
    corners = np.round(x).astype(int)
    counts = [int((corners == corner).all(axis=1).sum()) for corner in xor()[0]]
    assert (counts, y.sum()) == ([233, 258, 237, 272], 495)
    assert ((corners.sum(axis=1) == 1) == (y[:, 0] == 1)).all()


def test_s3_26c_the_correct_run():
    """The deck's printed weights need its bias bug; these are right (decks.md 4)."""
    history = train(comp755(), *comp755_xor(), learning_rate=0.03, steps=200)
    expected = [
        *[-4.68311402081521, -4.8221278998526556],
        *[-6.432737152038865, -6.847660333068525],
        *[6.976067768403603, 3.2193709625323126],
        *[7.879978605116568, -8.371622499813414, -3.5402635800671534],
    ]
    np.testing.assert_allclose(history.parameters[-1], expected, rtol=1e-6)
    output = forward(network(history.parameters[-1]), xor()[0]).output.ravel()
    outputs = [0.023720065234, 0.964561466069, 0.964200338606, 0.049323253067]
    np.testing.assert_allclose(output, outputs, rtol=1e-6)
    losses = history.loss[:200]
    np.testing.assert_allclose(
        losses[:4],
        [126.27569548438913, 128.666059036949, 138.69952017951158, 160.24710057870345],
        rtol=1e-12,
    )
    assert losses.argmax() == 3
    assert losses[199] == pytest.approx(1.66505093, rel=1e-6)
    first_below = [int((losses < level).argmax()) for level in (100, 50, 10, 5)]
    assert first_below == [43, 103, 126, 132]


def test_s2_05b_equal_weights_stay_equal():
    start = network(starts.equal((2, 2, 1)))
    history = train(start, *xor(), learning_rate=1.0, steps=5000)
    last = history.parameters[-1]
    expected = [*[7.399957347157292] * 4, *[-0.48661862313171705] * 2]
    expected += [*[3.4988715681217446] * 2, -6.300842320551265]
    np.testing.assert_allclose(last, expected, rtol=1e-7)
    assert last[:2].tolist() == last[2:4].tolist()
    assert history.loss[-1] == pytest.approx(0.33469255778650153, rel=1e-7)


def test_s0_10_plane_of_two_weights():
    from explorer.core.surfaces import loss_plane

    net = Network((Layer([[0.5, 2.0]], [0.0], "linear"),))
    first, second = np.linspace(-3, 3, 7), np.linspace(-2, 2, 5)
    found = loss_plane(net, [[1.0, 3.0]], [[0.0]], "W1_11", "W1_12", first, second)
    expected = 0.5 * (first[None, :] + 3 * second[:, None]) ** 2
    np.testing.assert_allclose(found, expected, atol=1e-14)


def test_s2_05_variance_of_xavier():
    flat = np.array([starts.xavier((3, 3, 1), seed) for seed in range(3000)])
    assert flat[:, :9].std() == pytest.approx(0.5774, rel=0.02)
    assert flat[:, 12:15].std() == pytest.approx(0.7071, rel=0.02)
    assert not flat[:, [9, 10, 11, 15]].any()
