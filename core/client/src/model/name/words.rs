//! Words of generated deployment names.

/// First words.
pub(super) const ADJECTIVES: &str = "\
    able agile amber ancient avid basic benevolent blessed bold brave bright brisk calm careful charming cheerful \
    clean clever colorful combative content cool coordinated courteous curious dapper daring dashing dazzling \
    decisive deep diligent doting dutiful dynamic eager earnest elated elegant exciting fabulous famous fast festive \
    fiery fine first flippant fortunate friendly frugal gallant giddy glad gleaming good grand great grateful \
    handsome happy hardy harmless healthy helpful honorable hushed impartial impressive insightful intent jovial \
    joyful judicious keen kind knowing laudable lively lovable loyal lucky majestic marvelous mellow merry mild \
    modest neat next nimble notable observant optimistic outgoing outstanding patient perceptive pleasant polite \
    precious proficient proper proud prestigious quaint qualified quick quiet rapid rare reliable resilient robust \
    rosy rugged savory scintillating secret sensible shiny silent sleek small spotless standing steady strong \
    successful superb swift tall tame tangible terrific third tidy tough tremendous trustworthy unique upbeat utmost \
    valiant valuable vibrant vivid wandering warm watchful wary whimsical wild wise witty woozy youthful zany \
    zealous";

/// Second words.
pub(super) const ANIMALS: &str = "\
    albatross alligator alpaca ant anteater antelope armadillo avocet axolotl badger bandicoot barracuda basilisk \
    bat bear beaver bee bird bison blackbird boar bobcat buffalo butterfly camel canary capybara cardinal caribou \
    cassowary cat caterpillar chameleon cheetah chickadee chicken chinchilla chipmunk civet clam clownfish cod \
    condor cormorant cow coyote crab crane cricket crocodile crow curlew dachshund deer dinosaur dodo dog dolphin \
    donkey dove dragon duck eagle echidna eel egret elephant elk emu falcon ferret finch firefly fish flamingo fly \
    fox frog gazelle gecko gerbil gibbon giraffe gnat gnu goat goldfinch goldfish goose gopher goshawk grasshopper \
    greyhound grouse guanaco guineapig gull hamster hare hawk hedgehog heron herring hippopotamus hornet horse hound \
    hummingbird hyena ibex ibis iguana impala jackal jaguar jay kangaroo kingfisher kiwi koala kookaburra labrador \
    ladybug lapwing lark lemming lemur leopard lion lizard llama lobster loris lynx lyrebird magpie mallard mammoth \
    manatee marlin marmot marten meadowlark meerkat minnow mole mongoose monitor moose mosquito mouse mule narwhal \
    newt nightingale ocelot octopus okapi opossum oriole oryx ostrich otter owl ox oyster panda panther parakeet \
    parrot partridge peacock pelican penguin pheasant pig pigeon platypus poodle porcupine porpoise possum puffin \
    puma quail rabbit raccoon ram raven reindeer rhinoceros roadrunner robin rook rooster sandpiper sardine scorpion \
    seahorse seal setter shark sheep shepherd shrimp skunk sloth snail snake sockeye spaniel sparrow spider \
    spoonbill squid squirrel starfish starling stork swan swordfish tapir tern tiger toad tortoise toucan trout \
    turtle viper vole vulture wallaby walrus warbler warthog weasel whale wildcat wolf wolverine wombat woodpecker \
    wren yak zebra";
