"""The reference values of DisentanglementTests: the published scores on a small fixed matrix of codes.

    pip install numpy scikit-learn && python make-goldens.py

MIG: Chen et al. (2018), equation 6, with 20 bins of equal width. SAP: Kumar et al. (2018), section 3.1, with a linear
support vector machine of one code for a category. DCI: Eastwood and Williams (2018), section 2, with gradient boosted
trees. The settings are those of disentanglement_lib (Locatello et al., 2019), which has categories alone; numbers are
taken by squared correlation and by regression. The first half of the images is learned from, the second judges.
"""

import numpy as np
from scipy.stats import entropy
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor
from sklearn.metrics import mutual_info_score, r2_score
from sklearn.svm import LinearSVC

COUNT = 600


class Draws:
    """A generator that is as easily written in any language."""

    def __init__(self):
        self.state = 1

    def __call__(self):
        self.state = (self.state * 1103515245 + 12345) % 2**31
        return (self.state >> 19) / 4096


def sample():
    draw = Draws()
    codes, factors = [], []
    for _ in range(COUNT):
        kind, side, size, turn = int(draw() * 4), int(draw() * 2), draw(), draw()
        wave = 4 * turn * (1 - turn)
        code = [
            kind + 1.5 * draw(), 2 * size - 1 + 0.25 * draw(), 0.5 * side + wave + 0.5 * draw(),
            size + turn + draw(),
        ]
        codes.append([np.floor(value * 1024) / 1024 for value in code])
        factors.append([kind, side, size, turn])
    return np.array(codes), np.array(factors)


def binned(values):
    return np.digitize(values, np.histogram(values, 20)[1][:-1])


codes, factors = sample()
categories = [True, True, False, False]
learn, judge = slice(0, COUNT // 2), slice(COUNT // 2, COUNT)
dimensions, causes = codes.shape[1], factors.shape[1]

information = np.zeros((dimensions, causes))
separation = np.zeros((dimensions, causes))
importance = np.zeros((dimensions, causes))
entropies, informativeness = [], []
for cause, is_category in enumerate(categories):
    values = factors[:, cause]
    labels = values.astype(int) if is_category else binned(values)
    entropies.append(mutual_info_score(labels, labels))
    for dimension in range(dimensions):
        code = codes[:, dimension]
        information[dimension, cause] = mutual_info_score(labels, binned(code))
        if is_category:
            machine = LinearSVC(C=0.01, class_weight="balanced", tol=1e-8, max_iter=1_000_000)
            machine.fit(code[learn, None], labels[learn])
            separation[dimension, cause] = np.mean(machine.predict(code[judge, None]) == labels[judge])
        else:
            separation[dimension, cause] = np.corrcoef(code[learn], values[learn])[0, 1] ** 2
    if is_category:
        trees = GradientBoostingClassifier(random_state=0).fit(codes[learn], labels[learn])
        informativeness.append(np.mean(trees.predict(codes[judge]) == labels[judge]))
    else:
        trees = GradientBoostingRegressor(random_state=0).fit(codes[learn], values[learn])
        informativeness.append(max(0, r2_score(values[judge], trees.predict(codes[judge]))))
    importance[:, cause] = trees.feature_importances_


def gap(matrix):
    ordered = np.sort(matrix, axis=0)[::-1]
    return ordered[0] - ordered[1]


by_code = 1 - entropy(importance.T + 1e-11, base=causes)
by_cause = 1 - entropy(importance + 1e-11, base=dimensions)
total = importance.sum()


def show(name, values):
    print(name, np.array2string(np.asarray(values), precision=6, separator=", ", suppress_small=True))


show("information / entropy", information / np.array(entropies))
show("separation", separation)
show("importance", importance)
show("informativeness by cause", informativeness)
show("mig", np.mean(gap(information) / np.array(entropies)))
show("sap", np.mean(gap(separation)))
show("disentanglement", np.sum(by_code * importance.sum(axis=1) / total))
show("completeness", np.sum(by_cause * importance.sum(axis=0) / total))
show("informativeness", np.mean(informativeness))
